"""Ordinary words of medicine entries, which name no medicine: directions, forms, units, makers, reasons.

Words of directions are silent even alone ("1 tab per day", "con comida"); words of reasons only beside a medicine that is
known ("gabapentin for nerve pain"), for "for pain" alone says that something is taken and not what.
"""

from __future__ import annotations

from typing import Final

from ldn_calc.names.words import plain_words

__all__ = ["DIRECTIONS", "REASONS"]

DIRECTIONS: Final = frozenset(
    plain_words(
        """
        a an and or of at by in on to the for per with without from until as if when then once twice thrice each every other
        only one two three four five six seven eight nine ten half quarter whole first second am pm b c d e f g h i j k l m n o
        p q r s t u v w x y z mg mcg ug gm gr gram grams ml cc iu ui unit units meq mmol kg ng mm mdi hfa percent pct oz tsp
        tbsp hr hrs hour hours min mins minute minutes day days daily dly week weeks weekly wk wks month months monthly mo mos
        year years yearly night nights nightly nite bedtime noon morning mornings evening evenings afternoon midday breakfast
        lunch dinner supper meal meals food snack water juice empty stomach before after during between while upon qd qday qam
        qpm qhs qhr qid tid bid qod qwk qw hs po pr sl im iv sc sq subq ac pc prn sos stat ud od os ou ad au take takes taking
        took taken use uses using used apply applies applied inject injects injection injections inhale inhales puff puffs spray
        sprays drop drops gtt gtts give place chew dissolve mix swallow insert instill rinse swish tab tabs tablet tablets cap
        caps capsule capsules softgel softgels gelcap gelcaps caplet caplets gummy gummies lozenges pill pills pellet pellets
        powder liquid solution soln sol suspension susp oral orally mouth tongue under sublingual nasal nose nostril ear ears
        eye eyes otic ophthalmic ophth topical topically cream ointment oint gel lotion foam shampoo rectal vaginal vag
        suppository suppositories neb nebulizer inh inhaled aerosol pen pens kit pack packet packets packs scoop scoops vial
        vials syringe ampule dose doses dosage bottle tube jar subcutaneous subcutaneously intramuscular skin area areas
        affected er xr sr ir cr xl la dr ec cd odt ext rel release extended delayed immediate sustained chewable coated enteric
        hcl hbr sodium na sulfate sulphate phosphate tartrate succinate acetate citrate maleate besylate mesylate fumarate
        calcium ca potassium hydrochloride bromide nitrate disodium monohydrate dihydrate anhydrous magnesium besilate needed
        need required necessary directed instructed tolerated asneeded usually sometimes occasionally occasional often rarely
        regularly current currently now still also about approx approximately up total maintenance chronic term started start
        since stable last ago increased decreased titrating taper tapering de del el los las un una unos unas uno al en con sin
        por para cada segun si antes despues durante entre hasta desde dos tres cuatro cinco seis siete ocho nueve diez medio
        media mitad cuarto dia dias diario diaria diarias diarios diariamente semana semanas semanal mes meses mensual ano anos
        hora horas noche noches nocturno manana mananas tarde tardes mediodia acostarse dormir ayunas desayuno almuerzo comida
        comidas cena cenar comer agua vez veces tomar toma tome tomando usar usa aplicar aplica aplique inyectar inyeccion
        inyecciones inhalar inhalaciones gota gotas tableta tabletas pastilla pastillas comprimido comprimidos comp capsula
        capsulas gragea grageas polvo liquido solucion boca lengua bajo ojo ojos oido crema pomada unguento locion espray
        supositorio supositorios ampolla ampollas sobre sobres frasco unidad unidades dosis gramos miligramos mililitros
        cucharada cucharadas cucharadita cucharaditas clorhidrato sodico sodica potasico sulfato fosfato acetato liberacion
        prolongada retard accion lenta necesario necesaria necesite necesidad indicado indicada indicaciones actual actualmente
        ahora ocasional ocasionalmente hace ii iii ve via piel parte mas menos subcutanea subcutaneo masticable efervescente
        times any all not no but may can has have had is are was did do does her his she he they my your their our this that
        which who be been so too very well just like it its me we re su sus mi lo le que es son muy bien gels change changed nd
        st rd th
        kwikpen flextouch flexpen solostar respimat ellipta diskus inhub respiclick digihaler handihaler turbuhaler autoinjector
        injector auto pushtronex sureclick sensoready clickjet cartridge cartridges prefilled applicator applicatorful nebule
        nebules nebulized medoxomil mononitrate mononit dinitrate hyclate xinafoate propionate furoate dipropionate valerate
        acetonide butyrate pivalate axetil proxetil etexilate disoproxil alafenamide tromethamine trometamol pamoate embonate
        palmitate decanoate cypionate enanthate undecanoate gluconate lactate carbonate bicarbonate oxide hydroxide chloride
        iodide stearate orotate aspartate malate bisglycinate picolinate taurate tosylate esylate edisylate napsylate fosfate
        benzathine benzoate salicylate trihydrate hemihydrate sesquihydrate hydrobromide hydrogen bitartrate ethylsuccinate
        triphasic monophasic dextroamphet norgestrel norgestim noreth norgest extract extracts drops enema enemas
        sliding scale nightmares renal pancreatic ophthalmics intranasal intranasally transdermally orally effervescent
        disintegrating dispersible monthly quarterly fortnightly biweekly alternate alternating weekdays weekends
        monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays
        january february march april june july august september october november december swelling traveling travel flying
        flight flights exercise exertion shaking spotting bleeding infections sinusitis bronchitis pneumonia arthralgia
        inyectable inyectables subcutaneamente intramuscular oftalmica oftalmico nasales sublingual sublinguales vaginales
        recubierta recubiertas efervescentes masticables inhalador nebulizaciones aplicacion aplicaciones alternos lunes martes
        miercoles jueves viernes sabado sabados domingo domingos quincenal trimestral cronico cronica tratamiento potasico
        magnesico calcico besilato mesilato succinato tartrato maleato fumarato bromuro propionato furoato dipropionato
        valerato gluconato citrato carbonato cloruro oxido
        """
    )
)

REASONS: Final = frozenset(
    plain_words(
        """
        generic brand name old new same home med meds medicine medicines medication medications drug drugs rx otc counter
        prescription supplement supplements supplemental herbal natural organic complex formula compounded compound dr doctor md
        teva mylan lannett lupin sandoz zydus aurobindo walgreens cvs costco kirkland walmart equate nature nordic thorne accord
        cipla apotex patch patches syrup pump elixir lollipop implant shot shots infusion parche parches jarabe bomba implante
        generico generica marca medicina medicinas medicamento medicamentos suplemento suplementos compuesta compuesto premed
        children childrens child kids adult adults women womens men mens senior infant long short acting fast slow time timed
        regular extra strength max maximum ultra mini double ds low high plus forte pain pains ache aches headache headaches
        migraine migraines fever sleep insomnia anxiety stress depression mood panic adhd focus blood pressure bp hypertension
        htn cholesterol lipids heart afib rate rhythm chf angina stroke clot clots thinner prevention diabetes dm dm2 sugar a1c
        weight loss thyroid hypothyroid hashimotos hashimoto hormone hormones menopause hot flashes acne allergy allergies
        allergic hives rash itching itch eczema psoriasis asthma copd cough cold congestion sinus sinuses wheezing breathing
        reflux gerd heartburn acid nausea vomiting constipation diarrhea ibs crohns colitis gas bloating stomach gut bowel
        digestion infection uti urinary bladder prostate bph kidney liver gout arthritis ra joint joints muscle muscles spasm
        spasms back neck knee nerve neuropathy fibromyalgia fibro seizure seizures epilepsy tremor tremors parkinson parkinsons
        memory dizziness vertigo dry glaucoma bones bone osteoporosis osteopenia anemia iron deficiency immune immunity
        inflammation inflammatory energy fatigue hair nails cramps period periods cycle pregnancy skin bedtime restless legs leg
        rls erectile dysfunction raynauds pots mcas lupus rescue emergency emergencies support health general hand hands foot
        feet surgery post dolor dolores cabeza migrana fiebre sueno insomnio ansiedad estres depresion animo sangre presion
        tension colesterol corazon azucar peso tiroides hormonas alergia alergias asma tos gripe resfriado reflujo acidez
        nauseas estrenimiento diarrea estomago intestino infeccion orina vejiga prostata rinon higado gota artritis
        articulaciones musculo musculos espalda nervio nervios convulsiones epilepsia temblor memoria mareo mareos huesos
        inmunidad inflamacion energia cansancio cabello unas piel
        """
    )
)
